from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    """Django's admin, with the portal's own site."""

    default_site = "apps.desk.staff_site.StaffSite"
