/// The formats of number plates by country, as data: see domain reference "plates" (VN TT 79/2024, CN GA 36-2018).
///
/// A pattern is a string of classes, one a character:
/// `P` Chinese province, `D` digit, `L` Latin letter, `V` Vietnamese series letter, `B` letter of a blue Vietnamese plate,
/// `C` Chinese letter (no I, O), `A` Chinese letter or digit, `E` new-energy letter, `S` Chinese suffix; a lower-case letter stands for
/// that letter in upper case, anything else for itself.
public struct PlateGrammar: Sendable {
    public struct Format: Hashable, Sendable {
        public let country: PlateCountry
        public let name: String
        public let pattern: [Character]
        /// How much rarer than the commonest format a plate of this one is at the gate, in nats; general knowledge, not counted.
        public let rarity: Double

        public init(_ country: PlateCountry, _ name: String, _ pattern: String, rarity: Double = 0) {
            self.country = country
            self.name = name
            self.pattern = Array(pattern)
            self.rarity = rarity
        }
    }

    public let formats: [Format]
    public let vietnameseCodes: Set<String>

    public init(formats: [Format], vietnameseCodes: Set<String>) {
        self.formats = formats
        self.vietnameseCodes = vietnameseCodes
    }

    /// The first format that the text fits, letter for letter; nil for a plate of unknown format.
    public func format(of text: String) -> Format? {
        let characters = Array(text)
        return formats.first { format in
            Self.fits(format.pattern, characters)
                && (format.country != .vietnam || format.name == "army"
                    || vietnameseCodes.contains(String(characters.prefix(2))))
        }
    }

    /// How rare a text is at the gate, in nats: as its format is, or for one without as its shape is abroad.
    /// - Parameter lines: of text on the plate; motorcycles' plates have two (QCVN 08:2024).
    public func rarity(of text: String, lines: Int) -> Double {
        if let format = format(of: text) {
            return format.rarity + (lines == 1 && format.name.hasSuffix("motorcycle") ? Self.rarityOfLongMotorcycle : 0)
                + (format.name == "motorcycle" ? Self.rarityOfSeries(text) : 0)
                + (format.country == .china ? Self.rarityOfLetters(text) : 0)
        }
        let characters = Array(text)
        if Self.shapesAbroad.contains(where: { Self.fits($0, characters) }) { return Self.rarityAbroad }
        if Self.fits(Self.shapeOfMercosur, characters) { return Self.rarityOfMercosur }
        let runs = zip(characters, characters.dropFirst()).count { $0.isNumber != $1.isNumber } + 1
        return Self.rarityOfUnknown + Self.rarityOfRun * Double(max(0, runs - 2))
    }

    /// Shapes that the plates of many countries have (general knowledge): as rare here as any, but likelier than other mixtures.
    static let shapesAbroad = [
        "LLLDDDD", "LLLDDD", "DDDLLL", "DDDDLLL", "LLDDLLL", "LLDDDLL", "DLLLDDD", "LLDDLL",
    ].map(Array.init)
    /// Of one country, and there of vehicles since 2018 alone; one character from the commonest of all.
    static let shapeOfMercosur = Array("LLLDLDD")
    private static let (rarityAbroad, rarityOfMercosur, rarityOfUnknown, rarityOfRun) = (3.0, 4.0, 3.5, 0.7)
    private static let rarityOfLongMotorcycle = 3.0
    /// Ho Chi Minh City's codes but for 59, which nearly all its motorcycles with five digits carry: of 84 such plates in pictures from all
    /// over Vietnam two have one of these nine codes, and three have 59.
    private static let carsOfTheCity = Set((50...58).map(String.init))
    private static let rarityOfCityMotorcycle = 1.5
    /// Series of motorcycles count from 1: none of 417 such plates has a 0 there.
    private static let rarityOfZerothSeries = 3.0

    private static func rarityOfSeries(_ text: String) -> Double {
        (carsOfTheCity.contains(String(text.prefix(2))) ? rarityOfCityMotorcycle : 0)
            + (text.dropFirst(3).first == "0" ? rarityOfZerothSeries : 0)
    }

    /// Behind province and office at most two of the five are letters: so it is on all of 527 plates in pictures.
    private static func rarityOfLetters(_ text: String) -> Double {
        text.dropFirst(2).count { latin.contains($0) } > 2 ? 4 : 0
    }

    /// Whether a text is a letter and five digits: what is left of a Vietnamese or a Chinese plate without its code or province.
    public static func isTail(_ text: String) -> Bool { fits(tail, Array(text)) }

    private static let tail = Array("LDDDDD")

    private static func fits(_ pattern: [Character], _ characters: [Character]) -> Bool {
        pattern.count == characters.count && zip(pattern, characters).allSatisfy { accepts($0, $1) }
    }

    /// Whether a pattern class takes a character.
    public static func accepts(_ type: Character, _ character: Character) -> Bool {
        switch type {
        case "D": character.isASCII && character.isNumber
        case "L": latin.contains(character)
        case "V": vietnameseSeries.contains(character)
        case "B": blueSeries.contains(character)
        case "C": chineseLetters.contains(character)
        case "A": chineseLetters.contains(character) || (character.isASCII && character.isNumber)
        case "E": newEnergyLetters.contains(character)
        case "P": provinces.contains(character)
        case "S": chineseSuffixes.contains(character)
        default: type == character || (type.isLowercase && type.uppercased() == String(character))
        }
    }

    static let latin = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    static let vietnameseSeries = Set("ABCDEFGHKLMNPSTUVXYZ")
    static let blueSeries = Set("ABCDEFGHKLM")
    static let chineseLetters = Set("ABCDEFGHJKLMNPQRSTUVWXYZ")
    static let newEnergyLetters = Set("ABCDEFGHJK")
    /// Of mainland Chinese plates.
    public static let provinces = Set("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新")
    static let chineseSuffixes = Set("挂学警港澳领")

    /// Vietnam and China; plates of other countries are read with country `unknown`.
    public static let standard = PlateGrammar(formats: vietnamese + chinese, vietnameseCodes: codesInUse)

    /// Series letter then 4 or 5 digits; special series; foreign; army. Colour decides blue, not the text.
    static let vietnamese: [Format] = {
        var formats = [Format(.vietnam, "civil", "DDVDDDDD"), Format(.vietnam, "civil", "DDVDDDD", rarity: 0.7)]
        for series in ["rm", "ld", "da", "mk", "hc", "kt", "md", "cd", "td", "lb", "ct", "r", "t"] {
            formats.append(Format(.vietnam, "special", "DD\(series)DDDDD", rarity: 1.5))
            formats.append(Format(.vietnam, "special", "DD\(series)DDDD", rarity: 2))
        }
        for series in ["ng", "qt", "cv", "nn"] {
            for number in ["DD", "DDD"] {
                formats.append(Format(.vietnam, "foreign", "DDDDD\(series)\(number)", rarity: 2))
                formats.append(Format(.vietnam, "foreign", "DD\(series)DDD\(number)", rarity: 2))
            }
        }
        for digits in 4...6 {
            // Two letters and five digits or six are a common plate abroad.
            formats.append(
                Format(
                    .vietnam, "army", "LL" + String(repeating: "D", count: digits), rarity: digits == 4 ? 1.5 : 3.5))
        }
        // Motorcycles and older series: letter and digit, then 4 or 5 digits; two letters. After the special series, whose letters
        // they would take as well.
        formats += [
            Format(.vietnam, "motorcycle", "DDVDDDDDD"), Format(.vietnam, "motorcycle", "DDVVDDDDD", rarity: 3),
        ]
        formats.append(Format(.vietnam, "electric motorcycle", "DDmdDDDDDD", rarity: 1))
        return formats
    }()

    static let chinese: [Format] = [
        Format(.china, "trailer", "PCAAAA挂", rarity: 0.7), Format(.china, "special", "PCAAAAS", rarity: 1.5),
        Format(.china, "civil", "PCAAAAA"),
        Format(.china, "newEnergy", "PCEADDDD", rarity: 0.7), Format(.china, "newEnergy", "PCDDDDDE", rarity: 0.7),
    ]

    /// 11…99 without the numbers never given out (data/vn_plate_codes.csv).
    static let codesInUse: Set<String> = {
        let unused: Set<Int> = [13, 42, 44, 45, 46, 87, 91, 96]
        return Set((11...99).filter { !unused.contains($0) }.map(String.init))
    }()
}

/// Whose format a plate's text fits.
public enum PlateCountry: String, Codable, Sendable {
    case vietnam = "VN"
    case china = "CN"
    case unknown
}
