import GateDomain

/// Declarations by what a camera can see of them, found also by a read with look-alikes in it.
///
/// Each plate and container number stands under its folded text (look-alikes written alike); a Chinese plate also without its province,
/// the character that readers miss most. So a look-up is a few hash accesses, however many declarations there are.
struct DeclarationIndex {
    private var declarations: [Declaration] = []
    private var places: [String: Int] = [:]
    private var postings: [String: [Int32]] = [:]
    let matrix: ConfusionMatrix

    init(matrix: ConfusionMatrix) { self.matrix = matrix }

    var count: Int { declarations.count }

    /// A newer version of a reference replaces the older one; an older one is left out.
    /// - Returns: whether it was taken.
    @discardableResult
    mutating func add(_ declaration: Declaration) -> Bool {
        let index: Int
        if let known = places[declaration.reference] {
            guard declaration.version >= declarations[known].version else { return false }
            for key in keys(of: declarations[known]) { postings[key]?.removeAll { $0 == Int32(known) } }
            declarations[known] = declaration
            index = known
        } else {
            index = declarations.count
            declarations.append(declaration)
            places[declaration.reference] = index
        }
        for key in keys(of: declaration) { postings[key, default: []].append(Int32(index)) }
        return true
    }

    /// Declarations that share a plate or number with the reads, look-alikes taken as equal; by reference.
    /// - Parameter live: those in force at the passage, or those that are not.
    func candidates(plates: [String], containers: [String], for passage: Passage, live: Bool = true) -> [Declaration] {
        var found = Set<Int32>()
        for key in Set(plates.flatMap(keys(ofPlate:)) + containers.map { key(of: $0) }) {
            found.formUnion(postings[key] ?? [])
        }
        let arrived = passage.clock == .unknown ? nil : passage.arrived
        return found.sorted().compactMap { index in
            let declaration = declarations[Int(index)]
            return declaration.isFor(passage) && declaration.isLive(at: arrived) == live ? declaration : nil
        }.sorted { $0.reference < $1.reference }
    }

    private func keys(of declaration: Declaration) -> Set<String> {
        let plates = ([declaration.vehicle.tractorPlate].compactMap { $0 } + declaration.vehicle.trailers).map(\.text)
        return Set(plates.flatMap(keys(ofPlate:)) + declaration.containers.map { key(of: $0.number) })
    }

    private func keys(ofPlate text: String) -> [String] {
        let whole = matrix.folded(text)
        guard let first = text.first, ConfusionMatrix.isHanzi(first) else { return [whole, "字" + whole] }
        return [whole]
    }

    private func key(of number: String) -> String { matrix.folded(Plate.normalised(number)) }
}

extension Declaration {
    /// Whether it is for this gate and direction as far as it says.
    func isFor(_ passage: Passage) -> Bool {
        (direction ?? passage.direction) == passage.direction && (gate ?? passage.place.gate) == passage.place.gate
    }
}
