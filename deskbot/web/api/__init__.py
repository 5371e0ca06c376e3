"""`/api/v1`: what programs may read and do. It reads the request, asks the engine, and says what came of it."""
