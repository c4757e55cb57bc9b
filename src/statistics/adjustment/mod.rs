//! Taking differences of make-up out of account.

pub mod kitagawa;
pub mod mantel_haenszel;
pub mod of_customers;
pub mod raking;
pub mod standardisation;
pub mod stratified;
pub mod trimming;
