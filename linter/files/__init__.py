"""Reading, finding and writing files safely."""
