import GateDomain

/// One crossing as the search sees it: which boxes ride together, or none; the vehicle and the lane stay open (-1) unless the search pins them.
struct TripGene: Equatable, Sendable {
    var first: Int32
    /// -1 when the first rides alone.
    var second: Int32 = -1
    /// -1: whichever is there first.
    var vehicle: Int16 = -1
    /// -1: whichever arrives first.
    var lane: Int16 = -1
    /// Seconds that the unload waits, so that a crane takes others first.
    var yields: Int16 = 0

    init(_ first: Int, _ second: Int = -1) {
        self.first = Int32(first)
        self.second = Int32(second)
    }

    /// An empty trip that chooses its place before the box that waits for the vehicle does.
    init(emptyFrom end: Int) { first = Int32(-2 - end) }

    var isEmpty: Bool { first < 0 }
    /// Where an empty trip starts.
    var emptyFrom: Int { Int(-2 - first) }
}

/// Where and when a trip came to lie.
struct TripPlacement: Equatable, Sendable {
    var vehicle = -1
    var lane = -1
    var depart = 0
    var firstLoad = 0
    var secondLoad = 0
    var firstUnload = 0
    var secondUnload = 0
    /// End of the last unload: the vehicle is free.
    var free = 0
    /// The empty trip that brings the vehicle, -1 for none.
    var emptyLane = -1
    var emptyDepart = 0
    var cost = 0
    var isPlaced: Bool { vehicle >= 0 }
}
