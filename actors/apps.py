from record.app_config import RecordAppConfig


class ActorsConfig(RecordAppConfig):
    default = True
    name = "actors"
