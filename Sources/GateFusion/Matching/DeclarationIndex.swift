public import GateDomain

/// Declarations by what a camera can see of them, found also by a read with look-alikes in it.
///
/// Each plate and container number stands under its folded text (look-alikes written alike); a Chinese plate also without its province,
/// the character that readers miss most. So a look-up is a few hash accesses, however many declarations there are. With an archive,
/// that holds them, and nothing is held here.
struct DeclarationIndex {
    private var declarations: [Declaration] = []
    private var places: [String: Int] = [:]
    private var postings: [String: [Int32]] = [:]
    let matrix: ConfusionMatrix
    let archive: (any Archive)?

    init(matrix: ConfusionMatrix, archive: (any Archive)? = nil) {
        self.matrix = matrix
        self.archive = archive
    }

    var count: Int { declarations.count }

    /// A newer version of a reference replaces the older one; an older one is left out.
    /// - Returns: whether it was taken.
    @discardableResult
    mutating func add(_ declaration: Declaration) -> Bool {
        guard archive == nil else { return true }
        let index: Int
        if let known = places[declaration.reference] {
            guard declaration.version >= declarations[known].version else { return false }
            for key in declarations[known].names(matrix) { postings[key]?.removeAll { $0 == Int32(known) } }
            declarations[known] = declaration
            index = known
        } else {
            index = declarations.count
            declarations.append(declaration)
            places[declaration.reference] = index
        }
        for key in declaration.names(matrix) { postings[key, default: []].append(Int32(index)) }
        return true
    }

    /// Those that name a vehicle or box under this folded text.
    func declarations(named name: String) -> [Declaration] {
        archive?.declarations(named: name) ?? postings[name]?.map { declarations[Int($0)] } ?? []
    }

    /// All of a declaration of which `declarations(named:)` may have given a part.
    func whole(_ declaration: Declaration) -> Declaration {
        archive?.declaration(declaration.reference) ?? declaration
    }
}

/// Finds the declarations of one passage; each text is looked up once.
final class DeclarationFinder {
    let index: DeclarationIndex
    private var known: [String: [Declaration]] = [:]

    init(_ index: DeclarationIndex) { self.index = index }

    /// Declarations that share a plate or number with the reads, look-alikes taken as equal; by reference.
    /// - Parameter live: those in force at the passage, or those that are not.
    func candidates(plates: [String], containers: [String], for passage: Passage, live: Bool = true) -> [Declaration] {
        let matrix = index.matrix
        let names = Set(
            plates.flatMap { Declaration.names(ofPlate: $0, matrix) }
                + containers.map { Declaration.name(ofContainer: $0, matrix) })
        let arrived = passage.clock == .unknown ? nil : passage.arrived
        var found: [String: Declaration] = [:]
        for declaration in names.flatMap(declarations)
        where declaration.isFor(passage) && declaration.isLive(at: arrived) == live {
            found[declaration.reference] = declaration
        }
        return found.values.sorted { $0.reference < $1.reference }
    }

    private func declarations(named name: String) -> [Declaration] {
        if let declarations = known[name] { return declarations }
        let declarations = index.declarations(named: name)
        known[name] = declarations
        return declarations
    }
}

extension Declaration {
    /// Whether it is for this gate and direction as far as it says.
    func isFor(_ passage: Passage) -> Bool {
        (direction ?? passage.direction) == passage.direction && (gate ?? passage.place.gate) == passage.place.gate
    }

    /// The folded texts of its plates and boxes.
    public func names(_ matrix: ConfusionMatrix) -> Set<String> {
        let plates = ([vehicle.tractorPlate].compactMap { $0 } + vehicle.trailers).map(\.text)
        return Set(
            plates.flatMap { Self.names(ofPlate: $0, matrix) }
                + containers.map { Self.name(ofContainer: $0.number, matrix) })
    }

    static func names(ofPlate text: String, _ matrix: ConfusionMatrix) -> [String] {
        let whole = matrix.folded(text)
        guard let first = text.first, ConfusionMatrix.isHanzi(first) else { return [whole, "字" + whole] }
        return [whole]
    }

    static func name(ofContainer number: String, _ matrix: ConfusionMatrix) -> String {
        matrix.folded(Plate.normalised(number))
    }
}
