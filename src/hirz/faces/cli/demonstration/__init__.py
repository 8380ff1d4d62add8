"""The demonstration: a fictional world in invented States, and the main job run through it by the real actions."""
