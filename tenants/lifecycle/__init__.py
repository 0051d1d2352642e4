"""The registry of tenants: opened, listed, suspended, resumed. What a new shop holds is `storefront.onboarding`'s."""

from tenants.lifecycle.actions import (
    NewTenant,
    enqueue_for_each,
    hold_registry,
    open_tenant,
    open_tenants,
    resume_tenant,
    set_tagline,
    suspend_tenant,
)
from tenants.lifecycle.errors import BadSlug, BadTenant, RegistrationTaken, SlugTaken, UnknownTenant
from tenants.lifecycle.models import Tenant, TenantKind, TenantStatus
from tenants.lifecycle.reads import (
    find_tenant_by_slug,
    learner_ids,
    taken_slugs,
    tenant_by_id,
    tenant_by_slug,
    tenants_by_registration,
    tenants_page,
)
from tenants.lifecycle.rules import is_reserved, shop_slug

__all__ = [
    "BadSlug",
    "BadTenant",
    "NewTenant",
    "RegistrationTaken",
    "SlugTaken",
    "Tenant",
    "TenantKind",
    "TenantStatus",
    "UnknownTenant",
    "enqueue_for_each",
    "find_tenant_by_slug",
    "hold_registry",
    "is_reserved",
    "learner_ids",
    "open_tenant",
    "open_tenants",
    "resume_tenant",
    "set_tagline",
    "shop_slug",
    "suspend_tenant",
    "taken_slugs",
    "tenant_by_id",
    "tenant_by_slug",
    "tenants_by_registration",
    "tenants_page",
]
