from .access import make_access_link, reset_second_factor, set_password_by_link

__all__ = ["make_access_link", "reset_second_factor", "set_password_by_link"]
