/// Segregation of dangerous goods: the general table of the IMDG Code, 7.2.4, without class 1 (which never rides).
public enum Segregation {
    private static let classes = [
        "2.1", "2.2", "2.3", "3", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1", "6.2", "7", "8", "9",
    ]

    /// Row by row; 0 where the table says X.
    private static let codes: [[Int]] = [
        [0, 0, 0, 2, 1, 2, 0, 2, 2, 0, 4, 2, 1, 0], [0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 2, 1, 0, 0],
        [0, 0, 0, 2, 0, 2, 0, 0, 2, 0, 2, 1, 0, 0], [2, 1, 2, 0, 0, 2, 1, 2, 2, 0, 3, 2, 0, 0],
        [1, 0, 0, 0, 0, 1, 0, 1, 2, 0, 3, 2, 1, 0], [2, 1, 2, 2, 1, 0, 1, 2, 2, 1, 3, 2, 1, 0],
        [0, 0, 0, 1, 0, 1, 0, 2, 2, 0, 2, 2, 1, 0], [2, 0, 0, 2, 1, 2, 2, 0, 2, 1, 3, 1, 2, 0],
        [2, 1, 2, 2, 2, 2, 2, 2, 0, 1, 3, 2, 2, 0], [0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0],
        [4, 2, 2, 3, 3, 3, 2, 3, 3, 1, 0, 3, 3, 0], [2, 1, 1, 2, 2, 2, 2, 1, 2, 0, 3, 0, 2, 0],
        [1, 0, 0, 0, 1, 1, 1, 2, 2, 0, 3, 2, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]

    static func mainClass(_ name: String) -> String {
        name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// Strictest code between two classes, 0 none to 4; a class without a division stands for all of its divisions.
    public static func code(_ a: String?, _ b: String?) -> Int {
        guard let a, let b else { return 0 }
        var strictest = 0
        for (row, x) in classes.enumerated() where covers(a, x) {
            for (column, y) in classes.enumerated() where covers(b, y) {
                strictest = max(strictest, codes[row][column])
            }
        }
        return strictest
    }

    private static func covers(_ name: String, _ entry: String) -> Bool {
        let main = mainClass(name)
        return mainClass(entry) == main && (!name.contains(".") || entry == name || entry == main)
    }

    /// Seconds that a code adds to the headway.
    public static func separation(code: Int) -> Int {
        switch code {
        case 1: 60
        case 2: 180
        case 3: 300
        case 4: 600
        default: 0
        }
    }
}
