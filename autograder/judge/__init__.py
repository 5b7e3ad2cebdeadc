"""The judge: compares what came back with the key, and says in a sentence what is wrong and why."""
