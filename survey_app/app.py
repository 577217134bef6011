"""Put the application together: the only module that knows all the others."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from survey_app import errors, headers, i18n, static_files
from survey_app.config import Settings
from survey_app.installation import Clock, Installation, open_installation, the_time_in_sweden
from survey_app.respond.by_law import by_law
from survey_app.respond.routes import respond
from survey_app.rounds.open_rounds import RoundCache
from survey_app.services import Services
from survey_app.statements.current import CurrentStatements


def create_app(
    settings: Settings | None = None,
    *,
    installation: Installation | None = None,
    clock: Clock = the_time_in_sweden,
) -> Flask:
    """Return the application for an installation, by default the one of the environment.

    Raises SettingsError, NotReady or DatabaseUnavailable with a sentence that says how to mend it.
    """
    here = installation or open_installation(settings)
    app = Flask("survey_app", static_folder=None)
    app.extensions["samsvar"] = Services(
        settings=here.settings,
        engine=here.engine,
        keyring=here.keyring,
        rounds=RoundCache(here.engine),
        statements=CurrentStatements(here.settings.statements_file),
        lookup_key=here.keyring.lookup_key(),
        ticket_keys=tuple(here.keyring.ticket_keys(here.settings.secret_key)),
        clock=clock,
    )
    # The layout of a page is decided by the templates, not by what Jinja left around its tags.
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    i18n.register(app)
    app.register_blueprint(respond)
    app.register_blueprint(by_law)
    errors.register(app)
    headers.register(app)
    static_files.register(app)
    if here.settings.proxies:
        # Wrong codes are counted by network: without this all visitors would be one, the proxy.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=here.settings.proxies, x_proto=0, x_host=0
        )
    return app
