"""Reading what is only a picture: preparation, two engines, their agreement, stamps."""
