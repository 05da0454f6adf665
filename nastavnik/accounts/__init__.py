"""Users, sign-in, access cards. A user is a way in; who a person is stands in `people`."""
