"""Long work in a durable queue: asked for, taken by one worker, watched, cancelled, its result kept."""
