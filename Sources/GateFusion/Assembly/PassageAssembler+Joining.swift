import GateDomain

/// Which passage a sighting belongs to.
extension PassageAssembler {
    private enum Bond {
        /// Its camera saw another vehicle in this passage already.
        case conflict
        /// It may belong to it: the camera has not contributed yet.
        case open
        /// The same plate or number, or the same visit of the same camera.
        case same
    }

    func passageOf(_ sighting: Sighting) -> Int? {
        var open: [Int] = []
        for index in passages.indices.reversed() {
            switch bond(of: sighting, to: passages[index]) {
            case .same: return newer(than: index, for: sighting) ?? index
            case .open: open.append(index)
            case .conflict: break
            }
        }
        // Vehicles keep their order: what was seen before the newer one came is the older one's.
        guard let newest = open.first else { return nil }
        if open.count > 1, sighting.first.instant < passages[newest].arrived { return open[1] }
        // A vehicle behind an older one cannot be seen late: the newer passage has begun, and this camera is past it.
        let passed = passages.indices.last.map { $0 > newest && passages[$0].arrived < sighting.first.instant } ?? false
        return passed ? nil : newest
    }

    func passageOverlapping(_ sighting: Sighting) -> Int? {
        passages.indices.last { index in
            let passage = passages[index]
            let others = passage.sightings(of: sighting.place).filter { $0.visit == sighting.visit }
            if !others.isEmpty { return true }
            return sighting.first.instant <= passage.lastSeen.advanced(bySeconds: configuration.quietTime)
                && sighting.last.instant >= passage.arrived.advanced(bySeconds: -configuration.quietTime)
        }
    }

    private func bond(of sighting: Sighting, to passage: OpenPassage) -> Bond {
        guard let text = sighting.readText else { return .conflict }
        let sinceSeen = sighting.first.instant.seconds(since: passage.lastSeen)
        let own = passage.sightings(of: sighting.place)
        if own.contains(where: { $0.visit == sighting.visit && $0.first.epoch == sighting.first.epoch }) {
            return .same
        }
        let alike = own.filter { $0.isPlate == sighting.isPlate && $0.readText != nil }
        if alike.contains(where: { matrix.resemblance($0.readText ?? "", text).isSameThing }) {
            return sinceSeen <= configuration.identityWindow ? .same : .conflict
        }
        guard alike.isEmpty else { return .conflict }
        // One box seen by several cameras names the vehicle; so does a plate, but front and rear plates may differ lawfully.
        let elsewhere = passage.sightings.filter { $0.isPlate == sighting.isPlate && $0.readText == text }
        if !elsewhere.isEmpty, sinceSeen <= configuration.identityWindow { return .same }
        // Its camera saw that vehicle come and go, and could not read it: this is another one.
        let hasPassed = own.contains { $0.subject == .unreadVehicle && $0.first.epoch == sighting.first.epoch }
        if hasPassed { return .conflict }
        return sinceSeen <= configuration.joinWindow ? .open : .conflict
    }

    /// A container that follows another one at its camera is of the next vehicle when that has come already.
    private func newer(than index: Int, for sighting: Sighting) -> Int? {
        guard sighting.isContainer, let text = sighting.readText else { return nil }
        let known = passages[index].sightings.contains { other in
            other.isContainer && matrix.resemblance(other.readText ?? "", text).isSameThing
        }
        guard !known else { return nil }
        return passages.indices[(index + 1)...].first { next in
            passages[next].arrived <= sighting.first.instant && !passages[next].hasRead(sighting.place)
        }
    }
}
