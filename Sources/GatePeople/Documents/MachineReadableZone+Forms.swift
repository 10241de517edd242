public import GateDomain

extension MachineReadableZone {
    /// The zones that there are, as a reader of pictures looks for them.
    public static let forms: [PrintedForm] = {
        let digits = Set("0123456789")
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let filler: Set<Character> = ["<"]
        let any = digits.union(letters).union(filler)
        func times(_ count: Int, _ set: Set<Character>) -> [Set<Character>] { Array(repeating: set, count: count) }
        let name = letters.union(filler)
        func head(_ first: Set<Character>) -> [Set<Character>] { [first] + times(4, name) }
        let dates =
            times(6, digits.union(filler)) + [digits] + [Set("MFX<")] + times(6, digits.union(filler)) + [digits]
        func two(_ format: Format, first: Set<Character>, length: Int, end: [Set<Character>]) -> PrintedForm {
            let second = times(9, any) + [digits] + times(3, name) + dates
            return PrintedForm(
                name: format.rawValue,
                lines: [
                    head(first) + times(length - 5, name),
                    second + times(length - second.count - end.count, any) + end,
                ])
        }
        let noVisa = letters.subtracting(["V"])
        return [
            two(.td3, first: noVisa, length: 44, end: [digits.union(filler), digits]),
            two(.td2, first: noVisa, length: 36, end: [digits]),
            two(.mrva, first: ["V"], length: 44, end: []),
            two(.mrvb, first: ["V"], length: 36, end: []),
            PrintedForm(
                name: Format.td1.rawValue,
                lines: [
                    head(letters) + times(9, any) + [digits.union(filler)] + times(15, any),
                    dates + times(3, name) + times(11, any) + [digits], times(30, name),
                ]),
        ]
    }()
}
