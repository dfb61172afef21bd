"""The PostgreSQL that Cicero brings along: set up, started and stopped by us, reached over a private socket.

Nothing of the schema lives here, and nothing that a server behind `DATABASE_URL` needs.

    binaries       where PostgreSQL's programs are
    programs       running them as an unprivileged user
    folders        who owns what under DATA_DIR/postgres, the password, the socket's path
    configuration  cicero.conf
    creation       a new data folder, or the refusal of one that does not fit
    process        the running server: who is it, is it ours, does it answer
    control        start and stop
    locks          who may do so
    symptoms       from what the system says to what a person can do
"""
