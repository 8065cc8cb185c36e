"""The runs of the past: which, how well, what each row looked like, how much time they saved."""
