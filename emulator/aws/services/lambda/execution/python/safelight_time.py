"""Lets a function's `time` and `datetime` read emulated time, so that what it signs, names and stores agrees with the cloud
it talks to. Waiting, `time.monotonic` and `time.perf_counter` keep real time: code takes as long as it takes.

Every instance stays one of the standard library's own classes: the stand-ins only make them. C extensions that read the
system's clock by themselves see the machine's time."""

import copyreg
import datetime
import time

_machine_time_ns = time.time_ns
_Date = datetime.date
_Datetime = datetime.datetime
_offset_ns = 0


def set_offset(milliseconds):
    """Milliseconds that emulated time is ahead of the machine's."""
    global _offset_ns
    _offset_ns = round(milliseconds * 1_000_000)


def _time_ns():
    return _machine_time_ns() + _offset_ns


def _time():
    return _time_ns() / 1_000_000_000


def _now_by_default(convert):
    def converted(seconds=None):
        return convert(_time() if seconds is None else seconds)

    converted.__name__ = convert.__name__
    return converted


def _install_time():
    clock_gettime, clock_gettime_ns = time.clock_gettime, time.clock_gettime_ns
    strftime, asctime = time.strftime, time.asctime
    time.time, time.time_ns = _time, _time_ns
    time.gmtime, time.localtime = _now_by_default(time.gmtime), _now_by_default(time.localtime)
    time.ctime = _now_by_default(time.ctime)
    time.strftime = lambda layout, at=None: strftime(layout, time.localtime() if at is None else at)
    time.asctime = lambda at=None: asctime(time.localtime() if at is None else at)
    time.clock_gettime = lambda clock: _time() if clock == time.CLOCK_REALTIME else clock_gettime(clock)
    time.clock_gettime_ns = lambda clock: _time_ns() if clock == time.CLOCK_REALTIME else clock_gettime_ns(clock)


class _StandIn(type):
    """What is an instance, or a subclass, of the real class is one of the stand-in."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.__mro__[1]) if "__stand_in__" in vars(cls) else super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        return issubclass(subclass, cls.__mro__[1]) if "__stand_in__" in vars(cls) else super().__subclasscheck__(subclass)


def _real(cls, real):
    return real if "__stand_in__" in vars(cls) else cls


class _EmulatedDate(_Date, metaclass=_StandIn):
    __stand_in__ = True

    def __new__(cls, *args, **kwargs):
        return _Date.__new__(_real(cls, _Date), *args, **kwargs)

    @classmethod
    def today(cls):
        return _real(cls, _Date).fromtimestamp(_time())


class _EmulatedDatetime(_Datetime, metaclass=_StandIn):
    __stand_in__ = True

    def __new__(cls, *args, **kwargs):
        return _Datetime.__new__(_real(cls, _Datetime), *args, **kwargs)

    @classmethod
    def now(cls, tz=None):
        return _real(cls, _Datetime).fromtimestamp(_time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


def install():
    _install_time()
    for stand_in, real in ((_EmulatedDate, _Date), (_EmulatedDatetime, _Datetime)):
        stand_in.__name__, stand_in.__qualname__, stand_in.__module__ = real.__name__, real.__qualname__, "datetime"
        setattr(datetime, real.__name__, stand_in)
        # What is pickled is found by its name again, which is the stand-in's now.
        copyreg.pickle(real, lambda value, stand_in=stand_in: (stand_in, value.__reduce_ex__(2)[1]))
