pub mod case;
pub mod cost;
pub mod demo;
pub mod import;
