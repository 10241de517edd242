extension Declaration {
    /// What carries the goods on the road: tractor or rigid truck, trailers, and the seals of its load space.
    public struct Vehicle: Hashable, Codable, Sendable {
        public var tractorPlate: Plate?
        public var trailerPlate: Plate?
        /// Of a second and third trailer.
        public var furtherTrailers: [Plate]
        /// Where the tractor is registered, two letters of ISO 3166.
        public var nationality: String?
        /// Seals of a load space that is no container: a trailer, a tarpaulin.
        public var seals: [Seal]
        /// Licence or card number of the driver.
        public var driver: String?

        public init(
            tractorPlate: Plate? = nil, trailerPlate: Plate? = nil, furtherTrailers: [Plate] = [],
            nationality: String? = nil, seals: [Seal] = [], driver: String? = nil
        ) {
            self.tractorPlate = tractorPlate
            self.trailerPlate = trailerPlate
            self.furtherTrailers = furtherTrailers
            self.nationality = nationality
            self.seals = seals
            self.driver = driver
        }

        /// Fields that an older database does not know are empty.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                tractorPlate: try fields.decodeIfPresent(Plate.self, forKey: .tractorPlate),
                trailerPlate: try fields.decodeIfPresent(Plate.self, forKey: .trailerPlate),
                furtherTrailers: try fields.decodeIfPresent([Plate].self, forKey: .furtherTrailers) ?? [],
                nationality: try fields.decodeIfPresent(String.self, forKey: .nationality),
                seals: try fields.decodeIfPresent([Seal].self, forKey: .seals) ?? [],
                driver: try fields.decodeIfPresent(String.self, forKey: .driver))
        }

        /// Every trailer, the first one first.
        public var trailers: [Plate] { [trailerPlate].compactMap { $0 } + furtherTrailers }

        /// Adds a trailer that is not known yet.
        public mutating func add(trailer plate: Plate) {
            guard tractorPlate != plate, !trailers.contains(plate) else { return }
            if trailerPlate == nil { trailerPlate = plate } else { furtherTrailers.append(plate) }
        }
    }
}
