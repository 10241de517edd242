import GateDomain

/// Weighs live declarations against a vehicle's reads: tractor plate, trailer plate and containers together.
struct DeclarationMatcher {
    let matrix: ConfusionMatrix
    /// Below this log-likelihood ratio nothing is linked: one whole plate or number gives about 20.
    let threshold: Double

    func match(_ passage: Passage, among finder: DeclarationFinder, live: Bool = true) -> Match? {
        let view = VehicleView(passage, declared: nil, matrix: matrix)
        let plates = passage.sightings.flatMap(writings)
        let candidates = finder.candidates(
            plates: plates, containers: view.containers.map(\.number.text), for: passage, live: live)
        let matches = candidates.map { weigh($0, passage, known: view) }.filter { $0.score >= threshold }
        guard var best = matches.max(by: isWorse) else { return nil }
        best.declaration = finder.index.whole(best.declaration)
        return best
    }

    /// What may stand on a plate: the read, and the read with one character as the reader's next choice has it.
    private func writings(_ sighting: Sighting) -> [String] {
        guard case .plate(let read) = sighting.subject else { return [] }
        let text = Array(read.plate.text)
        guard read.raw.characters.count == text.count else { return [read.plate.text] }
        let others = read.raw.characters.enumerated().flatMap { position, character in
            character.alternatives.filter { $0.probability >= 0.01 && $0.character != text[position] }.map { other in
                String(text[..<position] + [other.character] + text[(position + 1)...])
            }
        }
        return [read.plate.text] + others
    }

    /// The tractor's own declaration comes first: papers go with the driver. Then likelihood, then the one that began last.
    private func isWorse(_ a: Match, _ b: Match) -> Bool {
        let (x, y) = (a.tractor == .equal, b.tractor == .equal)
        if x != y { return y }
        if a.score != b.score { return a.score < b.score }
        let (from, other) = (a.declaration.validFrom ?? .distantPast, b.declaration.validFrom ?? .distantPast)
        return from == other ? a.declaration.reference > b.declaration.reference : from < other
    }

    func weigh(_ declaration: Declaration, _ passage: Passage, known: VehicleView) -> Match {
        let view = VehicleView(passage, declared: declaration, matrix: matrix, known: known)
        var match = Match(declaration: declaration, score: 0, containers: [])
        if let declared = declaration.vehicle.tractorPlate, let seen = view.tractor {
            match.tractor = matrix.resemblance(seen.text, declared.text)
            match.score += ratio(declared.text, seen.text, seen.read.raw)
        }
        if let seen = view.trailer, let declared = closest(declaration.vehicle.trailers, to: seen.text) {
            match.trailer = matrix.resemblance(seen.text, declared.text)
            match.score += 0.6 * ratio(declared.text, seen.text, seen.read.raw)
        }
        let numbers = Set(declaration.containers.map { Plate.normalised($0.number) })
        match.containers = numbers.intersection(view.containers.map(\.number.text))
        if !numbers.isEmpty {
            for seen in view.containers {
                let best = numbers.map { ratio($0, seen.number.text, seen.read.raw) }.max() ?? 0
                match.score += 0.8 * best
            }
        }
        return match
    }

    /// Of several trailers the one that a read is most like.
    private func closest(_ trailers: [Plate], to read: String) -> Plate? {
        trailers.first { matrix.resemblance(read, $0.text) == .equal }
            ?? trailers.first { matrix.resemblance(read, $0.text).isSameThing } ?? trailers.first
    }

    /// Log of how much likelier the read is if `written` stands there than if anything stands there; bounded below, because a wrong
    /// read must not outweigh what the other fields say.
    private func ratio(_ written: String, _ read: String, _ raw: ReadText) -> Double {
        let (a, b) = (Array(written), Array(read))
        guard a.count == b.count else {
            return matrix.resemblance(a, b) == .fragment ? 2 * Double(min(a.count, b.count)) - 6 : -4
        }
        let characters = raw.characters
        var sum = 0.0
        for (position, (x, y)) in zip(a, b).enumerated() {
            let seen = characters.count == a.count ? characters[position].probability(of: x) : 0
            // A reader that is wrong nearly always leaves the truth some probability, one that is right seldom does (Models/confusion.json).
            let confused = matrix.probability(of: y, for: x) * (seen == 0 ? 0.15 : 1)
            let matching = x == y ? 0.97 : max(confused, 0.5 * seen)
            sum += naturalLogarithm(matching) + 3
        }
        return max(-4, sum)
    }
}
