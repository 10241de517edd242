/// What the queue says.
enum QueueWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let waiting = say("Đang chờ", "Waiting", "等待中")
    static let mine = say("Của tôi", "Mine", "我的")
    static let second = say("Chờ người thứ hai", "For a second officer", "待第二人")
    static let referred = say("Đã chuyển", "Referred", "已转交")
    static let done = say("Đã quyết định", "Decided", "已处理")
    static let views = say("Danh sách", "Lists", "列表")

    static let filter = say("Lọc", "Filter", "筛选")
    static let channel = say("Luồng", "Channel", "通道色")
    static let agency = say("Cơ quan giữ", "Held by", "扣留机构")
    static let laneFilter = say("Làn", "Lane", "通道")
    static let all = say("Tất cả", "All", "全部")
    static let perishable = say("Hàng tươi sống", "Perishable", "易腐货物")
    static let fresh = say("Tươi", "Fresh", "生鲜")
    static let empty = say("Không có hồ sơ nào ở đây.", "There is nothing here.", "此处没有案件。")
    static let claim = say("Nhận", "Claim", "受理")
    static let open = say("Mở", "Open", "打开")
    static let overdue = say("quá hạn", "overdue", "超时")
    static let limit = say("hạn", "limit", "时限")
    static let more = say("và %d lý do khác", "and %d more", "另有%d项")
    static let next = say("Tiếp theo", "Next page", "下一页")
    static let previous = say("Trang trước", "Previous page", "上一页")
    static let revised = say("Kết luận đã thay đổi", "Verdict changed", "结论已更改")
    static let looking = say("đang xem", "looking", "正在查看")

    static let pick = say("Chọn", "Pick", "选择")
    static let reroute = say("Chuyển các hồ sơ đã chọn", "Send the picked cases", "转交所选案件")
    static let toAgency = say("Đến cơ quan", "To agency", "转至机构")
    static let reason = say("Lý do", "Reason", "理由")
    static let send = say("Chuyển", "Send", "转交")

    static let nothingWaits = say("Không còn hồ sơ nào chờ nhận.", "No case waits to be taken.", "没有待受理的案件。")
    static let found = say("Kết quả tìm", "Found", "查找结果")
    static let nothingFound = say(
        "Không tìm thấy. Thử một phần biển số hoặc số container.",
        "Nothing was found. Try a part of the plate or of the number.", "未找到。请尝试部分车牌或箱号。")

    static let keyDown = say("Hồ sơ dưới", "Next row", "下一行")
    static let keyUp = say("Hồ sơ trên", "Row above", "上一行")
    static let keyOpen = say("Mở hồ sơ", "Open the case", "打开案件")
    static let keyClaim = say("Nhận hồ sơ", "Claim the case", "受理案件")
}
