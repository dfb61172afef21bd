"""The refresh plan against the fixed schedules people use, on the emulator's world over 60 days of its clock.

What is measured: every post published in these 60 days, of every account anybody can see, on an hourly grid from
its publication on (deleted ones until they are deleted). A stored counter's error is |stored - true| / max(true, 1);
a post that is published and not yet found has error 1 in each counter that its network shows. Likes, comments
and views are averaged apart; the mean is of the three. Every schedule starts with the lists as they
were when the 60 days begin.

What is counted: calls for pages of a list and for single posts. Follower counts take one profile call a day and account
under every schedule, and stand beside.

The fixed schedules come in two forms: "all pages" fetches at each tick as many pages as it needs to cover the posts
that are measured, "first page" only the newest ones. Accounts tick out of step, as a queue spreads them, so
that no tick coincides with the grid. The plan knows what a collector knows: when posts were
published, what it fetched and when, how long a page is. Its growth curve was not fitted to this world.

Whether its promise holds is read off at prices where it spends as many calls as a fixed schedule, or has its error; the
price is searched for, as the budget would set it.
"""
