"""The tour of the first start: four cards, and the practice program to try it on."""

from ui.tour.flow import TourFlow

__all__ = ["TourFlow"]
