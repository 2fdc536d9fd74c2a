from record.app_config import RecordAppConfig


class TalksConfig(RecordAppConfig):
    default = True
    name = "talks"
