import GateDomain

/// What the cameras say about a passage's vehicle: the reads that stand for it, out of all its sightings.
struct VehicleView {
    struct SeenPlate {
        var read: PlateRead
        var sighting: Sighting
        var text: String { read.plate.text }
    }

    /// One container number, with every sighting that is a reading of it.
    struct SeenContainer {
        var number: ContainerNumber
        var read: ContainerRead
        var reads: Int
        var sightings: [Sighting]
        /// The painted size/type that most of its readings show, when they do not contradict each other evenly.
        var sizeType: SizeTypeCode? {
            var votes: [SizeTypeCode: Int] = [:]
            for sighting in sightings {
                if case .container(let read) = sighting.subject, let code = read.sizeType {
                    votes[code, default: 0] += max(1, sighting.reads)
                }
            }
            let ranked = votes.sorted { ($0.value, $1.key.text) > ($1.value, $0.key.text) }
            guard let first = ranked.first else { return nil }
            return ranked.dropFirst().first.map { $0.value * 2 > first.value } == true ? nil : first.key
        }
        /// Sightings at which just this number was read.
        var cameras: Set<CameraPlace> { Set(sightings.map(\.place)) }
    }

    var tractor: SeenPlate?
    var trailer: SeenPlate?
    /// The plate of the front and of the rear camera, whatever they are of.
    var front: SeenPlate?
    var rear: SeenPlate?
    var containers: [SeenContainer]

    /// - Parameters:
    ///   - declared: the matched declaration: a doubtful read is taken for what it lists rather than for something else.
    ///   - known: a view of the same passage: its containers are the same, whatever is declared.
    init(_ passage: Passage, declared: Declaration?, matrix: ConfusionMatrix, known: VehicleView? = nil) {
        front = Self.best(passage, at: .frontPlate)
        rear = Self.best(passage, at: .rearPlate)
        let others = Self.best(passage, at: .overview)
        let declaredTrailers = declared?.vehicle.trailers.map(\.text) ?? []
        func isTrailer(_ seen: SeenPlate) -> Bool {
            if seen.read.plate.isTrailer { return true }
            return declaredTrailers.contains { matrix.resemblance(seen.text, $0).isSameThing }
        }
        let plates = [front, others, rear].compactMap { $0 }
        trailer = [rear, others].compactMap { $0 }.first(where: isTrailer)
        tractor = plates.first { !isTrailer($0) && $0.sighting.place.role != .rearPlate } ?? front
        if let rear, trailer == nil {
            if let front, front.read.plate.format != nil, rear.read.plate.format == nil {
                // Not a vehicle's format while the front plate is one: of another kind.
                trailer = matrix.resemblance(front.text, rear.text).isSameThing ? nil : rear
            } else if front == nil, tractor == nil {
                tractor = rear
            }
        }
        containers = known?.containers ?? Self.containers(passage, matrix: matrix)
    }

    var tractorText: String? { tractor?.text }
    var trailerText: String? { trailer?.text }

    private static func best(_ passage: Passage, at role: CameraRole) -> SeenPlate? {
        let seen = passage.sightings.compactMap { sighting -> SeenPlate? in
            guard sighting.place.role == role, case .plate(let read) = sighting.subject else { return nil }
            return SeenPlate(read: read, sighting: sighting)
        }
        return seen.max { a, b in
            let ranks = [a, b].map { plate in
                (plate.read.plate.format == nil ? 0 : 1, min(plate.sighting.reads, 5), plate.read.confidence)
            }
            return ranks[0] == ranks[1] ? a.sighting.id > b.sighting.id : ranks[0] < ranks[1]
        }
    }

    /// Different readings of one box are put together: same number, or look-alikes of which at most one has a valid check digit.
    private static func containers(_ passage: Passage, matrix: ConfusionMatrix) -> [SeenContainer] {
        let seen = passage.sightings.compactMap { sighting -> (Sighting, ContainerRead)? in
            guard case .container(let read) = sighting.subject else { return nil }
            return (sighting, read)
        }.sorted { a, b in
            let (x, y) = (rank(a), rank(b))
            return x == y ? a.0.id < b.0.id : x > y
        }
        var result: [SeenContainer] = []
        for (sighting, read) in seen {
            let index = result.firstIndex { known in
                switch matrix.resemblance(known.number.text, read.number.text) {
                case .equal: true
                case .confusable(let count): count <= 2 && !read.number.isCheckDigitValid
                case .fragment, .different: isNoise(read, sighting, beside: known)
                }
            }
            if let index {
                result[index].sightings.append(sighting)
                if result[index].number == read.number { result[index].reads += sighting.reads }
            } else {
                result.append(
                    SeenContainer(number: read.number, read: read, reads: sighting.reads, sightings: [sighting]))
            }
        }
        return result.sorted { $0.number.text < $1.number.text }
    }

    private static func rank(_ seen: (Sighting, ContainerRead)) -> (Int, Int, Double) {
        (seen.1.number.isCheckDigitValid ? 1 : 0, min(seen.0.reads, 5), seen.1.confidence)
    }

    /// A weak number with a wrong check digit at a camera that read a valid one alike enough in the same visit.
    private static func isNoise(_ read: ContainerRead, _ sighting: Sighting, beside known: SeenContainer) -> Bool {
        guard !read.number.isCheckDigitValid, known.number.isCheckDigitValid else { return false }
        let differing = zip(read.number.text, known.number.text).count { $0 != $1 }
        return differing <= 3 || (read.confidence < 0.7 && sighting.reads < 4 && known.cameras.contains(sighting.place))
    }
}

extension Plate {
    /// A trailer's own format: Vietnam's R and RM series, China's 挂.
    var isTrailer: Bool {
        guard let format else { return false }
        if country == .china { return format == "trailer" }
        guard country == .vietnam, format == "special" else { return false }
        let series = text.dropFirst(2).prefix { !$0.isNumber }
        return series == "R" || series == "RM"
    }
}
