import GateDomain

extension Declaration {
    /// Keeps a text that the model has no place for; several under one key are joined.
    mutating func keep(_ key: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        guard let before = other[key] else {
            other[key] = text
            return
        }
        // Bounded, so that a message of a million equal segments stays linear.
        guard before.utf8.count < 4096 else { return }
        other[key] = before + "; " + text
    }

    /// The place of the container with this number, which is added when it is new; nil without a number.
    mutating func container(_ raw: String?, in places: inout [String: Int], limit: Int) -> Int? {
        guard let raw, !raw.isEmpty else { return nil }
        let number = ContainerNumber(raw)?.text ?? raw
        if let known = places[number] { return known }
        guard containers.count < limit else { return nil }
        places[number] = containers.count
        containers.append(Container(number: number))
        return containers.count - 1
    }

    /// Takes `31U8160/31U7095` or a single plate for what is not known yet.
    mutating func takePlates(_ text: String) {
        let plates = PlateText.plates(text)
        if vehicle.tractorPlate == nil { vehicle.tractorPlate = plates.first }
        guard vehicle.trailerPlate == nil else { return }
        for plate in plates.dropFirst() { vehicle.add(trailer: plate) }
    }

    /// Whether a lane can find it.
    var canBeMatched: Bool { vehicle.tractorPlate != nil || vehicle.trailerPlate != nil || !containers.isEmpty }

    static let unmatchable = "no plate and no container: it cannot be matched at the lane"
}
