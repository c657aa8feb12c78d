"""For those who watch over an instance: the log, the metrics, what `check` need not say."""

from config.settings.environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "config.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    # Anybody can send a wrong Host header; it is answered and needs no traceback in the log.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
# Who may read /metrics from elsewhere: `Authorization: Bearer <token>`; programs on this machine need none.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # ANONYMOUS_USER_NAME is None on purpose: nobody is a person
    "security.W005",  # whether sub-domains speak HTTPS is not ours to say
    "security.W008",  # the proxy that ends TLS redirects; without one there is nothing to redirect to
    "security.W021",  # preloading a domain into browsers is its owner's decision
]
