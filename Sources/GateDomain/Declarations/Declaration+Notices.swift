extension Declaration {
    /// The declaration as it stands after those of `notices` that are not older than it, in order of their versions; of one version
    /// the stricter comes last.
    public func applying(_ notices: [DeclarationNotice]) -> Declaration {
        let ordered = notices.filter { $0.counts(for: version) && $0.kind != .linked }
            .sorted { a, b in
                a.version != b.version ? a.version < b.version : a.kind.strictness < b.kind.strictness
            }
        // A cancellation that was not granted never was.
        var counting: [DeclarationNotice] = []
        for notice in ordered {
            if notice.kind == .reinstated { counting.removeAll { $0.kind == .cancelled && $0.also == nil } }
            counting.append(notice)
        }
        return counting.reduce(self) { $0.applying($1) }
    }

    /// The declaration as it stands after a notice, under the notice's version.
    public func applying(_ notice: DeclarationNotice) -> Declaration {
        var changed = self
        changed.version = max(version, notice.version)
        switch notice.kind {
        case .cancelled: changed.status = .cancelled
        case .released: changed.status = .cleared
        case .refused: changed.status = .refused
        case .changed: if let change = notice.change { changed.merge(change) }
        case .arrived, .reinstated, .linked, .noted: break
        }
        return changed
    }

    /// Takes in what an addition or a change brings: parts that it names take the place of the same parts, the rest stays.
    public mutating func merge(_ change: Declaration) {
        if let tractor = change.vehicle.tractorPlate, tractor != vehicle.tractorPlate {
            vehicle.tractorPlate = tractor
            vehicle.nationality = change.vehicle.nationality
        }
        if let trailer = change.vehicle.trailerPlate {
            vehicle.trailerPlate = trailer
            vehicle.furtherTrailers = change.vehicle.furtherTrailers
        }
        if !change.vehicle.seals.isEmpty { vehicle.seals = change.vehicle.seals }
        vehicle.driver = change.vehicle.driver ?? vehicle.driver
        validFrom = change.validFrom ?? validFrom
        validUntil = change.validUntil ?? validUntil
        direction = change.direction ?? direction
        channel = change.channel ?? channel
        for container in change.containers {
            if let place = containers.firstIndex(where: { $0.number == container.number }) {
                containers[place].merge(container)
            } else {
                containers.append(container)
            }
        }
        goods += change.goods.filter { !goods.contains($0) }
        consignments += change.consignments.filter { new in !consignments.contains { $0.reference == new.reference } }
        for document in change.documents ?? [] where documents?.contains(document) != true { add(document) }
        parties.declarant = change.parties.declarant ?? parties.declarant
        parties.consignor = change.parties.consignor ?? parties.consignor
        parties.consignee = change.parties.consignee ?? parties.consignee
        parties.carrier = change.parties.carrier ?? parties.carrier
        other.merge(change.other) { _, new in new }
    }
}

extension Declaration.Container {
    /// Takes in what a change says of the same box.
    mutating func merge(_ change: Declaration.Container) {
        sizeType = change.sizeType ?? sizeType
        if !change.seals.isEmpty { seals = change.seals }
        grossKg = change.grossKg ?? grossKg
        tareKg = change.tareKg ?? tareKg
        verifiedGrossKg = change.verifiedGrossKg ?? verifiedGrossKg
        load = change.load ?? load
        celsius = change.celsius ?? celsius
    }
}

extension DeclarationNotice.Kind {
    /// Of notices under one version the highest comes last.
    fileprivate var strictness: Int {
        switch self {
        case .noted, .linked: 0
        case .changed: 1
        case .arrived: 2
        case .released: 3
        case .refused: 4
        case .cancelled: 5
        case .reinstated: 6
        }
    }
}
