"""How vehicles, the barrier and people move: positions as functions of time."""
import math


class Passing:
    """A truck that rolls in, brakes, stands at the stop line (x = 0) and pulls away."""

    def __init__(self, stops_at, dwell=4.5, speed=8.0, braking=2.4, pull=1.6, wait=None):
        """`stops_at` seconds into the recording; `wait` = (x, until): stands at x first, as the second in a queue."""
        self.stops_at, self.leaves_at = stops_at, stops_at + dwell
        self.speed, self.braking, self.pull, self.wait = speed, braking, pull, wait

    def position(self, t):
        """x of the front bumper in metres."""
        if t >= self.leaves_at:
            return 0.5 * self.pull * (t - self.leaves_at) ** 2
        if self.wait:
            return self._queued(t)
        return -self._to_go(self.stops_at - t)

    def speed_at(self, t):
        return abs(self.position(t + 0.02) - self.position(t - 0.02)) / 0.04

    def _to_go(self, remaining):
        """Distance left when the truck will stand in `remaining` seconds."""
        if remaining <= 0:
            return 0.0
        braking_time = self.speed / self.braking
        if remaining < braking_time:
            return 0.5 * self.braking * remaining ** 2
        return 0.5 * self.braking * braking_time ** 2 + self.speed * (remaining - braking_time)

    def _queued(self, t):
        place, until = self.wait
        if t <= until:
            arrival = until - 1.5
            return place - self._to_go(arrival - t) if t < arrival else place
        share = min(1.0, (t - until) / (self.stops_at - until))
        return place * (1 - (share * share * (3 - 2 * share)))


class Barrier:
    """The arm: down, up while a vehicle leaves, down again behind it. Angle in degrees."""

    def __init__(self, openings):
        """Pairs of seconds: starts to rise, starts to fall."""
        self.openings = openings

    def angle(self, t):
        for rises, falls in self.openings:
            if rises <= t < falls:
                return 82.0 * _smooth((t - rises) / 1.0)
            if falls <= t < falls + 1.2:
                return 82.0 * (1 - _smooth((t - falls) / 1.2))
        return 0.0


def barrier_for(passings, lengths):
    """Opens the barrier for each passing, from just before it leaves until its tail is through."""
    return Barrier([(p.leaves_at - 0.6, p.leaves_at + math.sqrt(2 * (length + 4.0) / p.pull))
                    for p, length in zip(passings, lengths)])


def _smooth(share):
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)
