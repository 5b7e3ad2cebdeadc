"""The promises of the sandbox, one by one."""
