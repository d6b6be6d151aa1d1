pub mod case;
pub mod check;
pub mod cost;
pub mod demo;
pub mod import;
pub mod publish;
pub mod record;
pub mod status;
