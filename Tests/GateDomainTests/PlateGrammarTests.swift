import GateDomain
import Testing

@Suite("Plates")
struct PlateGrammarTests {
    @Test(
        "Formats of the domain reference",
        arguments: [
            ("12C12345", "civil"), ("13A12345", nil), ("30O12345", nil), ("29LD12345", "special"),
            ("29B11234", "civil"), ("3OB12E45", nil), ("80001NG01", "foreign"), ("TM1234", "army"),
            ("12RM01234", "special"), ("29R04482", "special"), ("桂FA5173", "civil"), ("桂F3806挂", "trailer"),
            ("桂FD12345", "newEnergy"), ("桂IA5173", nil), ("桂FO5173", nil), ("粤Z1234港", "special"), ("701234", nil),
            ("29MD120771", "electric motorcycle"),
        ] as [(String, String?)])
    func formats(_ text: String, _ format: String?) {
        #expect(Plate(text)?.format == format)
        #expect(Plate(text)?.text == text)
    }

    @Test(
        "Normalised text",
        arguments: [
            ("12C-123.45", "12C12345"), ("桂F·12345", "桂F12345"), ("29Đ 1234", "29D1234"), (" 29h-674 31", "29H67431"),
        ])
    func normalised(_ raw: String, _ text: String) {
        #expect(Plate(raw)?.text == text)
    }

    @Test(
        "As painted",
        arguments: [
            ("12C12345", "12C-123.45"), ("12RM01234", "12RM-012.34"), ("桂FA5173", "桂F·A5173"), ("12C1234", "12C-1234"),
        ])
    func display(_ text: String, _ painted: String) {
        #expect(Plate(text)?.display == painted)
    }

    @Test(
        "Rarer than another: motorcycles of a city's other codes, of a zeroth series, on one line; digits among letters; a shape of one country",
        arguments: [
            ("57E105420", "67E105420"), ("59K012345", "59K112345"), ("57E105420", "51G42971"), ("PD5108Y", "EMR7094"),
            ("EMR7D94", "EMR7094"), ("渝MAERSK", "渝MA1234"), ("PD5108Y", "EMR7D94"),
        ])
    func rarity(_ rare: String, _ common: String) {
        let grammar = PlateGrammar.standard
        #expect(grammar.rarity(of: rare, lines: 2) > grammar.rarity(of: common, lines: 2))
        #expect(grammar.rarity(of: "59K112345", lines: 1) > grammar.rarity(of: "59K112345", lines: 2))
    }

    @Test(
        "What is left of a plate whose beginning is hidden",
        arguments: [("G37307", true), ("A12345", true), ("51G37307", false), ("G3730", false), ("皖12345", false)])
    func tail(_ text: String, _ expected: Bool) {
        #expect(PlateGrammar.isTail(text) == expected)
    }

    @Test("Nothing left is no plate", arguments: ["", "-.", "ລາວ", "\u{0}"])
    func nothing(_ text: String) {
        #expect(Plate(text) == nil)
    }
}
