import GateDomain

/// The size/type code that stands beside a container number.
struct SizeTypeReader {
    let numbers: NumberReader
    let second: SecondReader
    let readers: SmallPrint

    /// Lines that are looked at, and how far from the number they may stand, in heights of its line.
    private static let (most, reach) = (6, 22.0)
    /// Log-likelihood a character from which a code counts.
    private static let accept: Float = -0.8

    /// The code beside a number, or beside any other place that shows it: the roof has none.
    /// - Parameter places: the number's, best first.
    func read(
        _ view: GreyView, beside places: [NumberCrop], _ looks: [TextLines]
    ) throws(RecognitionError) -> SizeTypeCode? {
        for place in places {
            if let code = try read(view, beside: place, looks[place.look]) { return code }
        }
        return nil
    }

    /// The nearest four characters that are a size/type code.
    private func read(
        _ view: GreyView, beside found: NumberCrop, _ lines: TextLines
    ) throws(RecognitionError) -> SizeTypeCode? {
        var near: [(distance: Double, layout: CodeCandidates.Layout, box: TextBox)] = []
        let line = found.candidate.line
        for (layout, boxes) in [(CodeCandidates.Layout.oneRow, lines.rows), (.column, lines.columns)] {
            let isSame = (layout == .column) == (found.candidate.layout == .column)
            for (index, box) in boxes.enumerated() where !(isSame && found.candidate.members.contains(index)) {
                let distance = (box.centre - found.candidate.box.centre).length / line
                let fits = layout == .oneRow ? box.aspect > 1.2 && box.aspect < 6 : box.aspect > 3 && box.aspect < 14
                if fits, box.height / line > 0.5, box.height / line < 2, distance < Self.reach {
                    near.append((distance, layout, box))
                }
            }
        }
        near.sort { $0.distance < $1.distance }
        for one in near.prefix(Self.most) {
            let quad = one.box.quad(margin: numbers.margin * one.box.height)
            if readers == .tesseract {
                if one.layout == .oneRow, let text = second.read(view, quad, lines: 1), let code = SizeTypeCode(text) {
                    return code
                }
                continue
            }
            guard let emissions = try numbers.emissions(view, quad, one.layout) else { continue }
            let greedy = emissions.greedy()
            let text = String(greedy.peaks.compactMap { numbers.alphabet[$0.symbol] })
            if text.count == 4, greedy.logLikelihood / 4 > Self.accept, let code = SizeTypeCode(text) { return code }
        }
        return nil
    }
}
