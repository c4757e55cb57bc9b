//! What drives satisfaction: how much of its variance each driver explains.

pub mod cross_products;
pub mod importance;
pub mod logistic;
pub mod quadrants;
pub mod relative_weights;
pub mod shapley;
