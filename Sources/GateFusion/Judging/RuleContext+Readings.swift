import GateDomain

extension RuleContext {
    /// Earlier passages on a declaration in this direction; a vehicle seen again within ten minutes is no second use.
    func draws(on reference: String) -> [YardMovement] {
        var uses: [YardMovement] = []
        for entry in movements(.declaration, reference) where entry.direction == passage.direction {
            if isSameVehicle(entry, tractor: view.tractorText, trailer: view.trailerText, at: passage.arrived) {
                continue
            }
            let isKnown = uses.contains {
                isSameVehicle(entry, tractor: $0.tractor, trailer: $0.trailer, at: $0.arrived)
            }
            if !isKnown { uses.append(entry) }
        }
        return uses
    }

    private func isSameVehicle(_ entry: YardMovement, tractor: String?, trailer: String?, at: Instant) -> Bool {
        guard abs(entry.arrived.seconds(since: at)) < 600 else { return false }
        if let a = entry.tractor, let b = tractor { return isSame(a, b) }
        if let a = entry.trailer, let b = trailer { return isSame(a, b) }
        return false
    }

    /// What seal readers reported.
    var seals: [(state: SensorEvent.SealState, number: String?, container: String?)] {
        passage.readings.compactMap { event in
            guard case .seal(let state, let number, let container) = event.reading else { return nil }
            return (state, number, container)
        }
    }

    /// The driver whose card was read.
    var driver: String? {
        for event in passage.readings.reversed() {
            if case .driver(let number) = event.reading { return number }
        }
        return nil
    }

    /// The declared box of a sensor's report; without a number, the only one there is.
    func declaredContainer(_ number: String?) -> Declaration.Container? {
        guard let containers = declaration?.containers else { return nil }
        guard let number else { return containers.count == 1 ? containers.first : nil }
        return containers.first { isSame(Plate.normalised($0.number), number) }
    }

    /// Seal numbers declared for a box; for any box and the vehicle itself when the report names none. A box without seals of its own
    /// stands in a load space that may be sealed.
    func declaredSeals(of container: String?) -> [String] {
        let vehicle = declaration?.vehicle.seals.map(\.number) ?? []
        guard let container else {
            return (declaration?.containers.flatMap(\.seals).map(\.number) ?? []) + vehicle
        }
        let own = declaredContainer(container)?.seals.map(\.number) ?? []
        return own.isEmpty ? vehicle : own
    }

    /// Boxes with their size/type: as painted where it was read, else as declared.
    var boxes: [(number: String, code: SizeTypeCode)] {
        if view.containers.isEmpty {
            return declaration?.containers.compactMap { box in box.sizeType.map { (box.number, $0) } } ?? []
        }
        return view.containers.compactMap { box in
            (box.sizeType ?? declaredContainer(box.number.text)?.sizeType).map { (box.number.text, $0) }
        }
    }

    var boxSightings: [Sighting] { view.containers.flatMap(\.sightings) }

    func sizeType(ofContainer number: String?) -> (number: String, code: SizeTypeCode)? {
        guard let number else { return boxes.count == 1 ? boxes.first : nil }
        return boxes.first { isSame($0.number, number) }
    }
}
