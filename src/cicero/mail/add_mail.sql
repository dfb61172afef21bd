insert into mail (recipient, subject, body) values (%(recipient)s, %(subject)s, %(body)s)
