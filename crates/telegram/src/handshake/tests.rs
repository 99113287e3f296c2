//! Each field of each step, wrong.
