"""The same hostile submissions handed to stock nbgrader, in a jail, and what came of it beside ours."""
