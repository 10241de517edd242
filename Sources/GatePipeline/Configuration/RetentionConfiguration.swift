/// The `retention` of gate.json5: how long what is kept; days.
public struct RetentionConfiguration: Decodable, Sendable, Hashable {
    /// Pictures of passages that no officer had to see.
    public var greenPictureDays = 90.0
    /// Pictures of cases, from the passage on; a case that is not resolved keeps them however old it is.
    public var casePictureDays = 1826.0
    /// Numbers of drivers' cards; nil keeps them as long as the passages.
    public var personalDays: Double?

    public init() {}

    private enum CodingKeys: String, CodingKey { case greenPictureDays, casePictureDays, personalDays }

    /// Fields that are missing keep their defaults.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        greenPictureDays = try fields.decodeIfPresent(Double.self, forKey: .greenPictureDays) ?? greenPictureDays
        casePictureDays = try fields.decodeIfPresent(Double.self, forKey: .casePictureDays) ?? casePictureDays
        personalDays = try fields.decodeIfPresent(Double.self, forKey: .personalDays)
    }

    func problems(_ at: [String]) -> [ConfigurationValueError] {
        [
            ("greenPictureDays", greenPictureDays), ("casePictureDays", casePictureDays),
            ("personalDays", personalDays ?? 1),
        ].filter { !(1...36_525).contains($0.1) }.map { .init(at + [$0.0], "1 to 36525 days are expected") }
    }
}
