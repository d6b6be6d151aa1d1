pub mod cost;
pub mod demo;
