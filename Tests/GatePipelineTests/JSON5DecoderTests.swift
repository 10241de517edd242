import GatePipeline
import Testing

@Suite struct JSON5DecoderTests {
    private struct Gate: Decodable, Equatable {
        struct Lane: Decodable, Equatable {
            var id: String
            var metres: Double?
        }
        enum Side: String, Decodable, CaseIterable { case left, right }
        var name: String
        var side: Side?
        var limit: Int?
        var lanes: [Lane]?
        var rules: [String: Int]?
    }

    private func decode(_ text: String) throws(ConfigurationError) -> Gate {
        try JSON5Decoder.decode(Gate.self, from: Array(text.utf8), path: "g.json5", example: "sample.json5")
    }

    @Test func readsWhatJSON5Allows() throws {
        let gate = try decode(
            """
            // a comment
            { name: 'ab\\u00e9\\x41\\
            c', "side": "left", limit: +0x10, /* another */ lanes: [{ id: "1", metres: .5, }, { id: "2", metres: 5. },],
              rules: { R01: 1, "R-02": -2 } }
            """)
        #expect(
            gate
                == Gate(
                    name: "abéAc", side: .left, limit: 16,
                    lanes: [.init(id: "1", metres: 0.5), .init(id: "2", metres: 5)],
                    rules: ["R01": 1, "R-02": -2]))
    }

    @Test(arguments: [
        ("", "g.json5:1:1: the file is empty"),
        ("{\n name: \"a\"\n side: \"left\" }", "g.json5:3:2: a comma or } belongs before \"s\""),
        ("{ name: \"a\", name: \"b\" }", "g.json5:1:14: \"name\" stands here twice"),
        ("{ name: \"a\", nmae: \"b\" }", "g.json5:1:14: unknown key \"nmae\"; known here: lanes, limit, rules, side"),
        ("{ name: \"a\", lanse: [] }", "g.json5:1:14: unknown key \"lanse\"; did you mean \"lanes\"?"),
        (
            "{ name: \"a\",\n lanes: [{ id: \"1\" }, { id: \"2\", meters: 3 }] }",
            "g.json5:2:34: unknown key \"meters\"; did you mean \"metres\"?"
        ),
        ("{ nam: \"a\" }", "g.json5:1:1: top level: field \"name\" is missing"),
        ("{ nam: \"a\" }", "\"nam\" is unknown: was it meant?"),
        ("{ name: 3 }", "g.json5:1:9: name: a text in quotes belongs here, not a number"),
        ("{ name: \"a\", side: \"rigt\" }", "not one of left, right; did you mean \"right\"?"),
        ("{ name: \"a\", limit: 1.5 }", "g.json5:1:21: limit: a whole number"),
        ("{ name: \"a\", limit: 1e30 }", "g.json5:1:21: limit: a whole number"),
        ("{ name: \"a\", limit: 9223372036854775808 }", "a whole number"),
        ("{ name: \"a\", limit: NaN }", "NaN is no number that counts here"),
        ("{ name: \"a\", limit: 1e999 }", "this number is too large"),
        ("{ name: \"é\", limit: - }", "g.json5:1:21: this is no number"),
        ("{ name: \"a\", lanes: {} }", "lanes: a list [ … ] belongs here, not an object { … }"),
        ("{ name: \"a\nb\" }", "g.json5:1:9: this text is not closed on its line"),
        ("{ name: \"a\"", "g.json5:1:1: this { is never closed"),
        ("{ name: \"a\" /* ", "g.json5:1:13: this comment is never closed"),
        ("{ name: \"a\" } x", "something follows the end"),
        ("{ name: \"\\ud800\" }", "half of a pair"),
        ("{ name: \"\\u+041\" }", "4 hexadecimal digits belong here"),
        ("{ name: \"a\", limit: 0x+1 }", "this is no number"),
        ("[]", "an object { … } belongs here, not a list"),
    ]) func saysWhatWhereAndWhatWouldBeRight(_ text: String, _ expected: String) {
        let error = #expect(throws: ConfigurationError.self) { try decode(text) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test func saysEveryUnknownKeyInTheOrderOfTheFile() {
        let error = #expect(throws: ConfigurationError.self) { try decode("{ a: 1, name: \"n\",\n b: { c: 2 } }") }
        #expect(error?.problems.map(\.position?.line) == [1, 2])
    }

    @Test func aByteThatIsNoUTF8HasItsPlace() {
        let error = #expect(throws: ConfigurationError.self) {
            try JSON5Decoder.decode(
                Gate.self, from: Array("{ name:\n \"a".utf8) + [0xFF, 0x22, 0x7D], path: "g.json5", example: "s")
        }
        #expect(error?.description.hasPrefix("g.json5:2:4: not UTF-8") == true)
    }

    /// Nothing that a file holds may end the program; most damaged files are refused.
    @Test func anyDamageIsAnErrorOrAValue() {
        let good = Array(
            "{name:'a\\u00e9',side:\"left\",limit:-12,lanes:[{id:\"1\",metres:1.5e3}],rules:{R01:0x1f}} // end".utf8)
        var random: UInt64 = 7
        for round in 0..<4000 {
            var bytes = good
            for _ in 0...(round % 3) {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(random >> 33) % bytes.count
                switch (random >> 20) % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random >> 12)
                case 1: bytes.remove(at: place)
                default: bytes.insert(good[Int(random >> 40) % good.count], at: place)
                }
            }
            _ = try? JSON5Decoder.decode(Gate.self, from: bytes, path: "g.json5", example: "s")
        }
        let deep = Array(repeating: UInt8(ascii: "["), count: 200_000)
        #expect(throws: ConfigurationError.self) {
            try JSON5Decoder.decode(Gate.self, from: deep, path: "g.json5", example: "s")
        }
    }
}
