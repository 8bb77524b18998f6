//! What must be true at every step, whatever happens.
