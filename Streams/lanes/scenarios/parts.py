"""What several scenarios share: usual cameras and usual passings."""
from ..lane import CameraSetup
from ..motion import Passing

FULL_HD = (1920, 1080)


def front(offset=0.0, **more):
    return CameraSetup("front", "frontPlate", offset, **more)


def rear(offset=0.0, **more):
    return CameraSetup("rear", "rearPlate", offset, **more)


def side(offset=0.0, **more):
    return CameraSetup("side", "containerSide", offset, **more)


def doors(offset=0.0, **more):
    return CameraSetup("doors", "containerRear", offset, **more)


def stop(at=6.6, dwell=4.5, **more):
    return Passing(at, dwell, **more)
