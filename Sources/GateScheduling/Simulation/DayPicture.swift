/// Turnarounds of a day as an SVG picture: the share of boxes that are across, over the hours since they arrived, a line a policy.
public enum DayPicture {
    private static let colours = ["#1f6fb2", "#c0392b", "#2e8b57"]

    /// - Returns: a whole SVG document.
    public static func svg(_ days: [DayFigures]) -> String {
        let (left, top, width, height) = (60, 40, 800, 360)
        let longest = max(24, (days.map(\.longest).max() ?? 0) / 3600 + 1)
        func x(_ seconds: Int) -> Int { left + seconds * width / (longest * 3600) }
        func y(_ count: Int, of all: Int) -> Int { top + height - count * height / max(1, all) }
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 460\" font-family=\"sans-serif\" font-size=\"13\">",
            "<title>Share of boxes across, by hours since their arrival</title>",
            "<rect width=\"900\" height=\"460\" fill=\"#ffffff\"/>",
        ]
        for hour in stride(from: 0, through: longest, by: longest > 30 ? 4 : 2) {
            lines.append(
                "<path d=\"M\(x(hour * 3600)) \(top)v\(height)\" stroke=\"\(hour == 24 ? "#666666" : "#dddddd")\"/>"
                    + "<text x=\"\(x(hour * 3600))\" y=\"\(top + height + 18)\" text-anchor=\"middle\">\(hour) h</text>"
            )
        }
        for share in stride(from: 0, through: 100, by: 25) {
            lines.append(
                "<path d=\"M\(left) \(y(share, of: 100))h\(width)\" stroke=\"#dddddd\"/>"
                    + "<text x=\"\(left - 8)\" y=\"\(y(share, of: 100) + 4)\" text-anchor=\"end\">\(share)%</text>")
        }
        for (number, day) in days.enumerated() {
            let colour = colours[number % colours.count]
            var points = "M\(left) \(top + height)"
            let stride = max(1, day.turnarounds.count / 400)
            for (index, time) in day.turnarounds.enumerated()
            where index % stride == 0 || index == day.turnarounds.count - 1 {
                points += "L\(x(time)) \(y(index + 1, of: day.boxes))"
            }
            lines.append("<path d=\"\(points)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
            lines.append(
                "<text x=\"\(left + 10 + 250 * number)\" y=\"\(top - 14)\" fill=\"\(colour)\">\(day.policy)</text>")
        }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }
}
