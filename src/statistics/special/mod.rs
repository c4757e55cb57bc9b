//! Special functions that hold in their tails, to 1e-10 relative for bases from 1 to 10⁷.
//!
//! What comes from where, and why:
//!
//! | function | from | why |
//! |---|---|---|
//! | ln Γ, ψ | the `statrs` crate | checked against 40-digit values, right to 1e-14 |
//! | first guess of the normal quantile | the `statrs` crate | then taken to full precision here |
//! | normal tails | written here | statrs' erfc is 1e-10 off between 0.5 and 0.75 and from 2.25 (two of its constants are cut to ten digits) |
//! | incomplete beta and gamma | written here | statrs subtracts ln Γ of large numbers (3e-8 off at 10⁷) and stops its continued fraction after 140 terms |
//! | quantiles of t, F, beta, chi-square | written here | statrs' t quantile is 7 % off at 10⁷ degrees of freedom, its beta quantile does not return for (9999999, 2) |
//! | binomial, hypergeometric | written here | Loader's saddle-point form of the probabilities; tails are summed from the small end |
//!
//! Upper tails are computed as such, never as one minus the lower one.

pub mod beta;
pub mod binomial;
pub mod chi_square;
pub mod f;
pub mod hypergeometric;
pub mod normal;
pub mod student;

pub(crate) mod random;
pub(crate) mod root;
pub(crate) mod saddle;
