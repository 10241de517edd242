/// What several pages of the desk say.
enum DeskWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let queue = say("Hàng đợi", "Queue", "待办队列")
    static let lanes = say("Làn xe", "Lanes", "通道")
    static let turnaround = say("Thời gian thông quan", "Turnaround", "通关时间")
    static let administration = say("Quản trị", "Administration", "管理")

    static let block = say("Chặn", "Block", "拦截")
    static let red = say("Đỏ", "Red", "红色")
    static let yellow = say("Vàng", "Yellow", "黄色")
    static let blue = say("Xanh dương", "Blue", "蓝色")
    static let green = say("Xanh", "Green", "绿色")

    static let passed = say("Qua thẳng", "Passed", "直接放行")
    static let opened = say("Chờ nhận", "Waiting", "待受理")
    static let claimedBy = say("Đang xử lý:", "In hand:", "处理人:")
    static let referred = say("Đã chuyển", "Referred", "已转交")
    static let released = say("Đã cho qua", "Released", "已放行")
    static let refused = say("Đã từ chối", "Refused", "已拒绝")
    static let pending = say("Chờ người thứ hai", "Needs a second officer", "待第二人确认")

    static let minutes = say("phút", "min", "分钟")
    static let hours = say("giờ", "h", "小时")
    static let days = say("ngày", "d", "天")

    static let customs = say("Hải quan", "Customs", "海关")
    static let quarantine = say("Kiểm dịch", "Quarantine", "检疫")
    static let borderGuard = say("Biên phòng", "Border guard", "边防")
    static let trafficPolice = say("Cảnh sát giao thông", "Traffic police", "交警")
    static let fireService = say("Cảnh sát PCCC", "Fire service", "消防")

    static let cameraFront = say("Biển số trước", "Front plate", "前车牌")
    static let cameraRear = say("Biển số sau", "Rear plate", "后车牌")
    static let cameraSide = say("Sườn container", "Container side", "箱体侧面")
    static let cameraDoors = say("Cửa container", "Container doors", "箱门")
    static let cameraRoof = say("Nóc", "Roof", "顶部")
    static let cameraOverview = say("Toàn cảnh", "Overview", "全景")
    static let entry = say("Vào", "Entry", "入境")
    static let exit = say("Ra", "Exit", "出境")

    static let search = say(
        "Tìm biển số, container, niêm phong, tờ khai, doanh nghiệp, lái xe",
        "Find a plate, container, seal, declaration, firm or driver", "查找车牌、集装箱、封志、申报单、企业或司机")
    static let find = say("Tìm", "Find", "查找")
    static let close = say("Đóng", "Close", "关闭")
    static let none = say("Không có.", "None.", "无。")

    static let severity = say("Mức", "Severity", "等级")
    static let waiting = say("Đã chờ / hạn", "Waited / limit", "已等待/时限")
    static let lane = say("Làn, giờ đến", "Lane, arrival", "通道、到达时间")
    static let vehicle = say("Xe và container", "Vehicle and containers", "车辆与集装箱")
    static let why = say("Vì sao dừng", "Why it was stopped", "拦停原因")
    static let declaration = say("Tờ khai", "Declaration", "申报单")
    static let state = say("Tình trạng", "State", "状态")
    static let action = say("Việc làm", "Action", "操作")
    static let unread = say("không đọc được", "unread", "未识别")
    static let time = say("Giờ", "Time", "时间")
    static let result = say("Kết quả", "Result", "结果")

    static let keys = say("Phím tắt", "Keys", "快捷键")
    static let keysOff = say("Tắt phím tắt một chữ", "Switch single-letter keys off", "关闭单键快捷键")
    static let keySearch = say("Tìm kiếm", "Search", "查找")
    static let keyQueue = say("Đến hàng đợi", "To the queue", "前往队列")
    static let keyLanes = say("Đến trang làn xe", "To the lanes", "前往通道页")
    static let keyTurnaround = say("Đến trang thời gian thông quan", "To turnaround", "前往通关时间页")
    static let keyNext = say("Nhận hồ sơ kế tiếp", "Take the next case", "受理下一案件")
    static let keyHelp = say("Danh sách phím này", "This list", "本列表")
    static let helpButton = say("Phím tắt (?)", "Keys (?)", "快捷键 (?)")
    static let live = say("Tự cập nhật", "Live", "实时")
    static let offline = say("Mất kết nối, đang thử lại", "Connection lost, trying again", "连接中断,正在重试")
}
