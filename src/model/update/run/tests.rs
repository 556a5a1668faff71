//! Runs by the commands of the model.
